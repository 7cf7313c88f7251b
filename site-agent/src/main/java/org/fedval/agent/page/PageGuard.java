package org.fedval.agent.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides who sees the page. Any user of this computer reaches a loopback port, and so does any web
 * page in a browser on it: the first are kept out by the token, the second by the host name, which
 * a foreign name that resolves to this computer (DNS rebinding) does not have.
 */
final class PageGuard {
  private static final int TOKEN_BYTES = 32;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Pattern HOST =
      Pattern.compile("(localhost|\\[::1]|127(\\.[0-9]{1,3}){3})(:[0-9]{1,5})?");

  private final String token;

  PageGuard(SecureRandom random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The part of the address that only those know who may see the page. */
  String token() {
    return token;
  }

  /** 0 when the request may be answered, else the status that refuses it. */
  int refusal(HttpExchange exchange) {
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return 405;
    }
    return hasOwnHost(exchange.getRequestHeaders())
            && hasToken(exchange.getRequestURI().getRawPath())
        ? 0
        : 403;
  }

  /** What stands behind the token, such as {@code /}; to be asked only when nothing is refused. */
  String path(HttpExchange exchange) {
    return exchange.getRequestURI().getRawPath().substring(1 + token.length());
  }

  private static boolean hasOwnHost(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    return hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
  }

  private boolean hasToken(String path) {
    String[] parts = path.split("/", 3);
    return parts.length == 3
        && parts[0].isEmpty()
        && MessageDigest.isEqual(
            parts[1].getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "PageGuard[redacted]";
  }
}
