// The one script of the site. Every page works without it; each module looks for its own data-* attributes.
import "./autosubmit.js";
import "./copy.js";
import "./countdown.js";
import "./dialog.js";
import "./drafts.js";
import "./frames.js";
import "./menu.js";
import "./once.js";
import "./page-dialog.js";
import "./presets.js";
import "./preview.js";
