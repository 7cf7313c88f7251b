/**
 * Sign-in at an OpenID provider: the authorization code flow with PKCE (OpenID Connect Core 1.0
 * section 3.1, RFC 7636). Main path: {@code OidcClient} sends a browser away under a {@code
 * RoundTrip} and turns what it brings back into a {@code Person}. The library checks signatures and
 * claims; nothing here decides what the person may do.
 */
@NullMarked
package org.fedval.coordinator.oidc;

import org.jspecify.annotations.NullMarked;
