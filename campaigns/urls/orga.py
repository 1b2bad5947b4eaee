"""The teachers' side of campaigns."""

from django.urls import path

from campaigns.views import orga

urlpatterns = [
    path("campagnes", orga.campaign_list, name="campaign_list"),
    path("campagnes/creation", orga.campaign_create, name="campaign_create"),
    path("campagnes/profils/<str:key>", orga.campaign_profile, name="campaign_profile"),
    path("campagnes/<slug:code>", orga.campaign_detail, name="campaign_detail"),
    path("campagnes/<slug:code>/code", orga.campaign_code, name="campaign_code"),
    path("campagnes/<slug:code>/modifier", orga.campaign_edit, name="campaign_edit"),
    path("campagnes/<slug:code>/archiver", orga.campaign_archive, name="campaign_archive"),
    path("campagnes/<slug:code>/desarchiver", orga.campaign_unarchive, name="campaign_unarchive"),
]
