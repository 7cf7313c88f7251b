/**
 * The sites of the consortium for people: who is enrolled, which rosters there are, and for
 * administrators what changes them. Main path: {@code SitesPages} (the addresses) to {@code
 * SiteOffice} (what is done) and {@code SitesView} (what is shown). Refuses to show anything of a
 * site but its identity and signs of life.
 */
@NullMarked
package org.fedval.coordinator.web.sites;

import org.jspecify.annotations.NullMarked;
