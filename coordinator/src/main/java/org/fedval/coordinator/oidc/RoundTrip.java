package org.fedval.coordinator.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.regex.Pattern;
import org.fedval.crypto.primitive.FvcWriter;

/**
 * What belongs to one browser that is away at the provider. State, nonce and PKCE verifier follow
 * from a secret that only its cookie has, so that no server keeps anything of it and every replica
 * can take it back.
 */
public final class RoundTrip {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String secret;

  private RoundTrip(String secret) {
    this.secret = secret;
  }

  /**
   * The round trip of a cookie.
   *
   * @param secret 256 random bits in base64url
   * @throws OidcException when it is nothing of ours
   */
  public static RoundTrip of(String secret) throws OidcException {
    if (!SECRET.matcher(secret).matches()) {
      throw new OidcException(OidcException.Code.STATE);
    }
    return new RoundTrip(secret);
  }

  State state() {
    return new State(derived("OidcState"));
  }

  Nonce nonce() {
    return new Nonce(derived("OidcNonce"));
  }

  CodeVerifier verifier() {
    return new CodeVerifier(derived("OidcVerifier"));
  }

  private String derived(String label) {
    return FvcWriter.labelled(label).text(secret).hash().hex();
  }

  @Override
  public String toString() {
    return "RoundTrip[redacted]";
  }
}
