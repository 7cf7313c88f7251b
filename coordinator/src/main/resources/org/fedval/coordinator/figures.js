// Adds hover to the report's figures; they are complete without it.
"use strict";
