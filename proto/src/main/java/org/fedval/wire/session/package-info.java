/**
 * What coordinator and site say to each other, as types of the domain, with one converter each to
 * and from the generated messages. Main path: {@code SiteInstruction} (coordinator to site), {@code
 * SiteMessage} (site to coordinator), {@code SubmitOutcome} (its answer). Limits are checked before
 * anything is decoded; signatures are checked by {@code crypto}, over the exact bytes.
 */
@NullMarked
package org.fedval.wire.session;

import org.jspecify.annotations.NullMarked;
