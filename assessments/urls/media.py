"""Files and screens of questions, and lessons: the pupils' space.

The page of a screen keeps «.html» in its address, so that the links between its fragments work as they are written.
"""

from django.urls import path

from assessments.views import media

QUESTION = "evaluations/<uuid:public_id>/<int:seq>"

urlpatterns = [
    path(f"{QUESTION}/fichiers/<str:name>", media.question_file, name="question_file"),
    path(f"{QUESTION}/image/<str:name>", media.question_image, name="question_image"),
    path(f"{QUESTION}/ecran/<slug:page>.html", media.question_screen, name="question_screen"),
    path("fiches/<slug:key>", media.lesson, name="lesson"),
]
