package org.fedval.coordinator.support;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without script: keeps cookies, and sends the hidden token of the page it looks at. */
public final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;
  private final String origin;
  private String csrf = "";

  public Browser(int port) {
    this.origin = "http://127.0.0.1:" + port;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  /** Looks at a page; redirects are not followed. */
  public HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : origin + path)));
  }

  /** Sends a form of the page it looks at. */
  public HttpResponse<String> submit(String path, String... namesAndValues) throws Exception {
    return post(path, csrf, namesAndValues);
  }

  /** Sends a form with this token. */
  public HttpResponse<String> post(String path, String token, String... namesAndValues)
      throws Exception {
    StringJoiner form = new StringJoiner("&");
    form.add("csrf=" + encoded(token));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
  }

  /** Fills in the form to sign in. */
  public HttpResponse<String> signIn(String login, String password) throws Exception {
    get("/sign-in");
    return submit("/sign-in", "login", login, "password", password);
  }

  /** The hidden token of the page that it looks at. */
  public String csrf() {
    return csrf;
  }

  public Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }

  /** Has this cookie from now on. */
  public void steal(HttpCookie cookie) {
    cookies.getCookieStore().add(URI.create(origin), cookie);
  }

  /** Where an answer leads. */
  public static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Matcher token = TOKEN.matcher(answer.body());
    if (token.find()) {
      csrf = token.group(1);
    }
    return answer;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
