/**
 * The locked bundle: one {@code .fvb} file with a model, its specification and the owner's
 * signature. Main path: {@code LockedBundle} to {@code ContentManifest} to {@code ModelSpec}.
 *
 * <p>May import {@code crypto}, {@code evaluation.plan}, the JDK and the YAML parser; nothing of
 * gRPC or protobuf. Refuses, by entry name, every byte that is not the one the owner signed:
 * nothing of a bundle is used before its signature and digests hold.
 */
@NullMarked
package org.fedval.wire.bundle;

import org.jspecify.annotations.NullMarked;
