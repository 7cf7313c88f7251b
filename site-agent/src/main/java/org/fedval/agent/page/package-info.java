/**
 * The status page for site IT on this computer's loopback address: read only, counts of this site
 * and no patient, for whoever has the token in its address. Main path: {@code PageFacts} to {@code
 * StatusHtml}, served by {@code StatusPage} behind {@code PageGuard}. Refuses other methods, other
 * host names and addresses without the token; has no script and loads nothing from elsewhere.
 */
@NullMarked
package org.fedval.agent.page;

import org.jspecify.annotations.NullMarked;
