// The one script of the site. Every page works without it; each module looks for its own data-* attributes.
import "./autosubmit.js";
import "./copy.js";
import "./dialog.js";
import "./menu.js";
