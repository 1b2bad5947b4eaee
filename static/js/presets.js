// The creation of a campaign: how long each precision takes for the profile chosen above. Without script the description
// of each profile says it.
const places = document.querySelectorAll("[data-preset-length]");
const profile = document.getElementById("id_profile");
if (profile && places.length) {
  const show = () => {
    const lengths = JSON.parse(profile.selectedOptions[0]?.dataset.lengths ?? "{}");
    for (const place of places) place.textContent = lengths[place.dataset.presetLength] ?? "";
  };
  profile.addEventListener("change", show);
  show();
}
