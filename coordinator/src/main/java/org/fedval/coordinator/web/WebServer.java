package org.fedval.coordinator.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.config.WebConfig;
import org.jspecify.annotations.Nullable;

/** The HTTP port of a coordinator: its routes, each behind the gate, until closed. */
public final class WebServer implements AutoCloseable {
  private static final long MAX_REQUEST_BYTES = 1024 * 1024;
  private static final int MAX_THREADS = 64;
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Javalin server;
  private final List<Route> routes;
  private final List<Runnable> endings = new ArrayList<>();

  private WebServer(Javalin server, List<Route> routes) {
    this.server = server;
    this.routes = routes;
  }

  /**
   * Listens.
   *
   * @throws IOException with one sentence when the port is taken or the certificate unreadable
   */
  public static WebServer start(WebConfig config, VisitorSource visitors, List<Route> pages)
      throws IOException {
    List<Route> routes = new ArrayList<>(Assets.routes());
    routes.addAll(pages);
    Gate gate = new Gate(visitors);
    SSLContext tls = config.certificate() == null ? null : WebCertificate.context(config);
    Javalin server =
        Javalin.create(
            javalin -> {
              configure(javalin, config, tls);
              javalin.routes.before(request -> SecurityHeaders.set(request, config.overTls()));
              for (Route route : routes) {
                javalin.routes.addHttpHandler(route.method(), route.path(), gate.before(route));
              }
              javalin.routes.exception(
                  Problem.class, (e, answer) -> ProblemAnswers.send(answer, e));
              javalin.routes.exception(
                  HttpResponseException.class,
                  (e, answer) -> ProblemAnswers.sendRefusal(answer, e));
              javalin.routes.exception(
                  Exception.class, (e, answer) -> ProblemAnswers.sendFailure(answer, e));
            });
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw isTaken(e)
          ? new StartException(
              "Port %d on %s is in use or not allowed; choose another under web in coordinator.yaml."
                  .formatted(config.portNumber(), config.hostName()))
          : new StartException(
              "The pages cannot be served; check web in coordinator.yaml: %s."
                  .formatted(e.getClass().getSimpleName()));
    }
    return new WebServer(server, List.copyOf(routes));
  }

  private static boolean isTaken(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return e.getClass().getSimpleName().contains("Bind");
  }

  private static void configure(JavalinConfig javalin, WebConfig config, @Nullable SSLContext tls) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.maxRequestSize = MAX_REQUEST_BYTES;
    javalin.http.generateEtags = false;
    javalin.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, 4);
    javalin.jetty.addConnector((jetty, http) -> connector(jetty, http, config, tls));
  }

  private static ServerConnector connector(
      Server jetty, HttpConfiguration http, WebConfig config, @Nullable SSLContext tls) {
    http.setSendServerVersion(false);
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    } else {
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector = new ServerConnector(jetty, factory(tls), new HttpConnectionFactory(http));
    }
    connector.setHost(config.hostName());
    connector.setPort(config.portNumber());
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static SslContextFactory.Server factory(SSLContext tls) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls);
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return factory;
  }

  public int port() {
    return server.port();
  }

  /** Every route, for the tests that hold them against the rules of access. */
  public List<Route> routes() {
    return routes;
  }

  /** Something that ends before the server does. */
  public WebServer endingWith(Runnable ending) {
    endings.add(ending);
    return this;
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
    server.stop();
  }
}
