package org.fedval.coordinator.support;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A small OpenID provider on the loopback interface with an ES256 key. It takes each code once, and
 * only with the client's secret and the PKCE verifier; a test bends the tokens that it gives.
 */
public final class OpenIdProvider implements AutoCloseable {
  public static final String CLIENT = "fedval";
  public static final String SECRET = "the client's secret";

  private final HttpServer server;
  private final ECKey key;
  private final Map<String, Granted> codes = new ConcurrentHashMap<>();

  /** What the next tokens say instead of the truth. */
  public volatile UnaryOperator<JWTClaimsSet.Builder> bend = claims -> claims;

  /** Whether the next tokens are signed, by whose key, or not at all. */
  public volatile Signed signed = Signed.BY_PROVIDER;

  /** How a token is signed. */
  public enum Signed {
    BY_PROVIDER,
    BY_ANOTHER,
    NOT
  }

  private record Granted(String nonce, String challenge, String subject) {}

  public OpenIdProvider() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", e -> json(e, 200, description()));
    server.createContext("/keys", e -> json(e, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * The person says yes.
   *
   * @param request where the coordinator sent the browser
   * @return the query with which the provider sends it back
   */
  public String consent(String request, String subject) {
    Map<String, String> asked = form(URI.create(request).getRawQuery());
    if (!asked.get("code_challenge_method").equals("S256")
        || !asked.get("client_id").equals(CLIENT)) {
      throw new IllegalArgumentException("not a request with PKCE");
    }
    String code = "code-" + codes.size() + "-" + System.nanoTime();
    codes.put(code, new Granted(asked.get("nonce"), asked.get("code_challenge"), subject));
    return "code=" + code + "&state=" + asked.get("state");
  }

  /** Where the coordinator wants the browser back. */
  public static String back(String request) {
    return form(URI.create(request).getRawQuery()).get("redirect_uri");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> asked =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Granted granted = codes.remove(asked.getOrDefault("code", ""));
    if (!isClient(exchange)
        || granted == null
        || !granted.challenge().equals(challenge(asked.getOrDefault("code_verifier", "")))) {
      json(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    json(
        exchange,
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
            .formatted(idToken(granted)));
  }

  private String idToken(Granted granted) throws IOException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        bend.apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .subject(granted.subject())
                    .audience(CLIENT)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("nonce", granted.nonce())
                    .claim("preferred_username", granted.subject() + "@example.org")
                    .claim("name", "Name of " + granted.subject()))
            .build();
    try {
      if (signed == Signed.NOT) {
        return new PlainJWT(claims).serialize();
      }
      SignedJWT jwt =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
      jwt.sign(
          new ECDSASigner(
              signed == Signed.BY_PROVIDER
                  ? key
                  : new ECKeyGenerator(Curve.P_256).keyID("k1").generate()));
      return jwt.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IOException(e);
    }
  }

  private String description() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/keys","response_types_supported":["code"],
         "subject_types_supported":["public"],
         "id_token_signing_alg_values_supported":["ES256","none"]}
        """
        .formatted(issuer());
  }

  private static boolean isClient(HttpExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    String expected =
        java.net.URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    return ("Basic " + Base64.getEncoder().encodeToString(expected.getBytes())).equals(sent);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> List.of(pair.split("=", 2)))
        .collect(
            Collectors.toMap(
                pair -> pair.get(0),
                pair -> URLDecoder.decode(pair.get(1), StandardCharsets.UTF_8)));
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
