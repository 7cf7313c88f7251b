package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a request comes from, as far as this server can know. */
final class ClientAddress {
  /** The network of a subscriber, who has all of its addresses. */
  private static final Pattern IPV6_NETWORK =
      Pattern.compile("\\[?((?:[0-9a-fA-F]{1,4}:){4})[0-9a-fA-F:.]*]?");

  private ClientAddress() {}

  /**
   * The address, or for IPv6 its network.
   *
   * @param behindProxy whether the last address that the proxy noted is the caller's
   */
  static String of(Context request, boolean behindProxy) {
    String noted = request.header("X-Forwarded-For");
    String address = request.ip();
    if (behindProxy && noted != null) {
      address = noted.substring(noted.lastIndexOf(',') + 1).strip();
    }
    Matcher network = IPV6_NETWORK.matcher(address);
    return network.matches() ? network.group(1) : address;
  }
}
