/**
 * The bodies that are signed and hashed, one record each, with their exact canonical bytes.
 *
 * <p>Main path: {@link org.fedval.crypto.secagg.body.SessionProposal} opens a session, {@link
 * org.fedval.crypto.secagg.body.SignedBody} carries any body with its signature, {@link
 * org.fedval.crypto.secagg.body.Transcript} chains their hashes.
 *
 * <p>May import: {@code crypto.primitive}, {@code crypto.ring}. Refuses: secrets, protocol
 * decisions, and any byte string that it would not write itself.
 */
@NullMarked
package org.fedval.crypto.secagg.body;

import org.jspecify.annotations.NullMarked;
