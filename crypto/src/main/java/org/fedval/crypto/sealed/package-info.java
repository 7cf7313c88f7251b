/**
 * The model bundle: encrypted once in segments, its key wrapped to each site.
 *
 * <p>Main path: {@link org.fedval.crypto.sealed.SealedStream} seals and opens the bytes segment by
 * segment, {@link org.fedval.crypto.sealed.BundleManifest} says what they are, {@link
 * org.fedval.crypto.sealed.KeyWrap} hands the key to one site in a {@link
 * org.fedval.crypto.sealed.ModelWrap}.
 *
 * <p>May import: {@code crypto.primitive}, {@code crypto.secret}, {@code crypto.secagg.body} for
 * signed bodies. Refuses: files and sockets (the caller moves the bytes), plaintext of a segment
 * that failed its tag, bundles that could open under two keys. It does not protect the model
 * against the administrator of a site that may run it.
 */
@NullMarked
package org.fedval.crypto.sealed;

import org.jspecify.annotations.NullMarked;
