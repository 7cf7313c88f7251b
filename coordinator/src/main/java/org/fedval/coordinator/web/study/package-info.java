/**
 * The list of studies and the page of one study, live. Main path: {@code StudyListPage} and {@code
 * StudyLivePage} (addresses), {@code StudyModel} (what the page says), {@code StudyStreams} (what
 * changed, pushed).
 *
 * <p>May import {@code desk}, {@code study}, {@code access} and {@code web}. It shows a site's
 * phase and no number of a site, and refuses every study that the visitor may not see.
 */
@NullMarked
package org.fedval.coordinator.web.study;

import org.jspecify.annotations.NullMarked;
