/**
 * The coordinator's pages and its REST interface, on one HTTP port. Main path: {@code WebServer}
 * lets a request through {@code Gate} (who is it, may they, was it forged) to the {@code Action} of
 * its {@code Route}. A route without a word on who may use it cannot be written down.
 *
 * <p>Pages are rendered by the server and work without script; nothing is loaded from elsewhere.
 * Refuses to send any number of a single site.
 */
@NullMarked
package org.fedval.coordinator.web;

import org.jspecify.annotations.NullMarked;
