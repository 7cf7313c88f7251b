package org.fedval.coordinator.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.fedval.coordinator.config.OidcConfig;
import org.jspecify.annotations.Nullable;

/** A provider as it describes itself: where to send browsers and codes, and its keys. */
record Provider(URI authorization, URI token, IDTokenValidator validator) {
  static final int CONNECT_MILLIS = 5_000;
  static final int READ_MILLIS = 10_000;
  private static final int MAX_KEY_BYTES = 256 * 1024;

  /** Signatures by a private key of the provider; no shared secret, and never none at all. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512);

  /** Asks the provider, whose answer must name this very issuer. */
  static Provider resolve(String issuer, String clientId) throws OidcException {
    try {
      OIDCProviderMetadata told =
          OIDCProviderMetadata.resolve(new Issuer(issuer), CONNECT_MILLIS, READ_MILLIS);
      Set<JWSAlgorithm> algorithms = new HashSet<>(ALGORITHMS);
      if (told.getIDTokenJWSAlgs() != null) {
        algorithms.retainAll(told.getIDTokenJWSAlgs());
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  safe(told.getJWKSetURI()).toURL(),
                  new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_KEY_BYTES))
              .build();
      return new Provider(
          safe(told.getAuthorizationEndpointURI()),
          safe(told.getTokenEndpointURI()),
          new IDTokenValidator(
              new Issuer(issuer),
              new ClientID(clientId),
              new JWSVerificationKeySelector<>(algorithms, keys),
              null));
    } catch (GeneralException | IOException | IllegalArgumentException e) {
      throw new OidcException(OidcException.Code.PROVIDER);
    }
  }

  private static URI safe(@Nullable URI address) throws OidcException, MalformedURLException {
    if (address == null || !OidcConfig.isSafe(address.toString())) {
      throw new OidcException(OidcException.Code.PROVIDER);
    }
    return address;
  }
}
