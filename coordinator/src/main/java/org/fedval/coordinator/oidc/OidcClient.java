package org.fedval.coordinator.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.config.OidcConfig;
import org.jspecify.annotations.Nullable;

/**
 * This coordinator as a client of one provider. Asks it for its description hourly. Thread-safe.
 */
public final class OidcClient {
  private static final Duration DESCRIPTION = Duration.ofHours(1);
  private static final Scope SCOPE = new Scope("openid", "profile", "email");

  private final String issuer;
  private final ClientID clientId;
  private final Secret clientSecret;
  private final @Nullable String groupsClaim;
  private final Clock clock;
  private @Nullable Provider provider;
  private Instant asked = Instant.MIN;

  public OidcClient(OidcConfig config, String clientSecret, Clock clock) {
    this.issuer = String.valueOf(config.issuer());
    this.clientId = new ClientID(String.valueOf(config.clientId()));
    this.clientSecret = new Secret(clientSecret);
    this.groupsClaim = config.rolesClaim();
    this.clock = clock;
  }

  /**
   * Where to send the browser.
   *
   * @param back where the provider sends it afterwards
   */
  public URI leave(RoundTrip trip, URI back) throws OidcException {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE), SCOPE, clientId, back)
        .endpointURI(provider().authorization())
        .state(trip.state())
        .nonce(trip.nonce())
        .codeChallenge(trip.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Who came back.
   *
   * @param back as it was given to {@link #leave}
   * @param brought the query of the request
   */
  public Person arrive(RoundTrip trip, URI back, Map<String, List<String>> brought)
      throws OidcException {
    AuthorizationCode code = code(trip, back, brought);
    IDTokenClaimsSet claims = validated(trip, tokens(trip, back, code));
    String subject = claims.getSubject().getValue();
    String login = firstOf(claims, "preferred_username", "email");
    return new Person(
        issuer, subject, login, firstOf(claims, "name", "preferred_username"), groups(claims));
  }

  private AuthorizationCode code(RoundTrip trip, URI back, Map<String, List<String>> brought)
      throws OidcException {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(back, brought);
    } catch (ParseException e) {
      throw new OidcException(OidcException.Code.STATE);
    }
    Issuer said = response.getIssuer();
    if (!trip.state().equals(response.getState())
        || (said != null && !said.getValue().equals(issuer))) {
      throw new OidcException(OidcException.Code.STATE);
    }
    if (!(response instanceof AuthenticationSuccessResponse success)
        || success.getAuthorizationCode() == null) {
      throw new OidcException(OidcException.Code.DENIED);
    }
    return success.getAuthorizationCode();
  }

  private OIDCTokenResponse tokens(RoundTrip trip, URI back, AuthorizationCode code)
      throws OidcException {
    HTTPRequest request =
        new TokenRequest.Builder(
                provider().token(),
                new ClientSecretBasic(clientId, clientSecret),
                new AuthorizationCodeGrant(code, back, trip.verifier()))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(Provider.CONNECT_MILLIS);
    request.setReadTimeout(Provider.READ_MILLIS);
    request.setFollowRedirects(false);
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(request.send());
      if (response instanceof OIDCTokenResponse tokens
          && tokens.getOIDCTokens().getIDToken() != null) {
        return tokens;
      }
      throw new OidcException(OidcException.Code.CODE);
    } catch (ParseException e) {
      throw new OidcException(OidcException.Code.CODE);
    } catch (IOException e) {
      throw new OidcException(OidcException.Code.PROVIDER);
    }
  }

  private IDTokenClaimsSet validated(RoundTrip trip, OIDCTokenResponse tokens)
      throws OidcException {
    try {
      IDTokenClaimsSet claims =
          provider().validator().validate(tokens.getOIDCTokens().getIDToken(), trip.nonce());
      if (!isForUs(claims)) {
        throw new OidcException(OidcException.Code.TOKEN);
      }
      return claims;
    } catch (BadJOSEException | JOSEException e) {
      throw new OidcException(OidcException.Code.TOKEN);
    }
  }

  /** OpenID Connect Core 1.0 section 3.1.3.7, steps 3 to 5, as far as the library leaves them. */
  private boolean isForUs(IDTokenClaimsSet claims) {
    AuthorizedParty party = claims.getAuthorizedParty();
    return party == null
        ? claims.getAudience().size() == 1
        : party.getValue().equals(clientId.getValue());
  }

  private List<String> groups(IDTokenClaimsSet claims) {
    if (groupsClaim == null) {
      return List.of();
    }
    List<String> groups = claims.getStringListClaim(groupsClaim);
    String one = groups == null ? claims.getStringClaim(groupsClaim) : null;
    return groups != null ? groups : one == null ? List.of() : List.of(one);
  }

  private static String firstOf(IDTokenClaimsSet claims, String first, String second) {
    String value = claims.getStringClaim(first);
    String other = value == null ? claims.getStringClaim(second) : value;
    return other == null ? "" : other;
  }

  private synchronized Provider provider() throws OidcException {
    Instant now = clock.instant();
    Provider known = provider;
    if (known == null || now.isAfter(asked.plus(DESCRIPTION))) {
      known = Provider.resolve(issuer, clientId.getValue());
      provider = known;
      asked = now;
    }
    return known;
  }
}
