/**
 * Who may do what on the pages and the API. Main path: {@code Visitor} (who asks) to {@code
 * Permission} (what for) to {@code StudyVisibility} (which studies). Pure but for what implements
 * {@code StudyVisibility}; refuses whatever no role was given.
 */
@NullMarked
package org.fedval.coordinator.access;

import org.jspecify.annotations.NullMarked;
