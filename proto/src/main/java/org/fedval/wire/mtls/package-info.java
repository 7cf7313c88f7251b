/**
 * Who speaks on a connection: mutual TLS 1.3 for gRPC with ECDSA P-256 certificates of the
 * coordinator's own authority.
 *
 * <p>Main path: {@link org.fedval.wire.mtls.CertificateAuthority} issues for a {@link
 * org.fedval.wire.mtls.CertificateRequest}, {@link org.fedval.wire.mtls.MtlsCredentials} makes the
 * contexts of both sides, {@link org.fedval.wire.mtls.CallerIdentityInterceptor} tells a service
 * who calls. {@link org.fedval.wire.mtls.EnrollmentToken} pins the first connection of a site.
 *
 * <p>May import gRPC, Bouncy Castle, {@code wire.files}, {@code crypto.primitive} and {@code
 * crypto.secret}. Refuses TLS below 1.3, certificates of another authority, a first connection
 * without a pin, and a caller without exactly one identity.
 */
@NullMarked
package org.fedval.wire.mtls;

import org.jspecify.annotations.NullMarked;
