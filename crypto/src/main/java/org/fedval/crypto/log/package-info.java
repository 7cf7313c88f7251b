/**
 * The transparency log: what happened, in an order that nobody can change later.
 *
 * <p>Main path: {@link org.fedval.crypto.log.MerkleTree} holds the {@link
 * org.fedval.crypto.log.LogEntry} leaves, {@link org.fedval.crypto.log.SignedCheckpoint} states
 * size and root, {@link org.fedval.crypto.log.Witness} adds a site's cosignature, {@link
 * org.fedval.crypto.log.LogProof} shows one entry offline.
 *
 * <p>Hashing is RFC 9162; texts are the C2SP forms signed-note, tlog-checkpoint, tlog-cosignature
 * (Ed25519) and tlog-proof. May import: {@code crypto.primitive}. Refuses: contents (leaves are
 * hashes), extension lines, clocks and storage, proofs that a strict reader would write otherwise.
 */
@NullMarked
package org.fedval.crypto.log;

import org.jspecify.annotations.NullMarked;
