/**
 * The bundle under way: encrypted in segments, with what is public about it beside it.
 *
 * <p>Main path: the model's owner makes a {@link org.fedval.wire.sealed.SealedBundle} with {@link
 * org.fedval.wire.sealed.BundleSealer}; everybody derives the study from its {@link
 * org.fedval.wire.sealed.DescribedBundle}; a site that holds the key opens the file with {@link
 * org.fedval.wire.sealed.SealedFile}.
 *
 * <p>May import {@code crypto}, {@code wire.bundle}, {@code evaluation.plan} and the JDK; nothing
 * of gRPC or protobuf. Refuses to write plaintext anywhere and to hand out a bundle whose bytes are
 * not the ones that the owner's manifest names.
 */
@NullMarked
package org.fedval.wire.sealed;

import org.jspecify.annotations.NullMarked;
