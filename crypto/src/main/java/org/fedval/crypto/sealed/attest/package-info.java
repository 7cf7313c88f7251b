/**
 * The hook for sites that run the model inside a trusted execution environment.
 *
 * <p>Main path: {@link org.fedval.crypto.sealed.attest.AttestationDesk} hands out a nonce, the site
 * answers with an {@link org.fedval.crypto.sealed.attest.AttestationStatement}, an {@link
 * org.fedval.crypto.sealed.attest.AttestationVerifier} judges its {@link
 * org.fedval.crypto.sealed.attest.Evidence}, and {@link
 * org.fedval.crypto.sealed.attest.WrapRelease} names the key that a model may be closed to.
 *
 * <p>May import: {@code crypto.primitive}, {@code crypto.sealed}, {@code crypto.secagg.body}.
 * Refuses: to say yes when anything is missing, unknown or throws. Verifiers of real hardware are
 * plug-ins; this software ships none of them.
 */
@NullMarked
package org.fedval.crypto.sealed.attest;

import org.jspecify.annotations.NullMarked;
