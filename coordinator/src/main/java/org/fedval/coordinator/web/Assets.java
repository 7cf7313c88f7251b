package org.fedval.coordinator.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.crypto.primitive.Sha256Digest;

/** The style and the scripts of the pages, all of them by name; no folder is served. */
final class Assets {
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String OURS = "/org/fedval/coordinator/";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private Assets() {}

  /** One route for each file. */
  static List<Route> routes() throws IOException {
    List<Route> routes = new ArrayList<>();
    routes.add(file("/assets/fedval.css", ReportHtml.STYLESHEET, CSS));
    routes.add(file("/assets/pages.css", OURS + "pages.css", CSS));
    routes.add(file("/assets/pages.js", OURS + "pages.js", SCRIPT));
    routes.add(file("/assets/figures.js", OURS + "figures.js", SCRIPT));
    routes.add(file("/assets/htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js", SCRIPT));
    routes.add(
        file("/assets/echarts.js", WEBJARS + "echarts/5.3.1/dist/echarts.common.min.js", SCRIPT));
    return routes;
  }

  private static Route file(String path, String resource, String type) throws IOException {
    byte[] bytes;
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("A file of the pages is missing from the program: " + resource);
      }
      bytes = in.readAllBytes();
    }
    String tag = '"' + Sha256Digest.hash(bytes).hex().substring(0, 16) + '"';
    return Route.open(HandlerType.GET, path, (request, visitor) -> send(request, bytes, type, tag));
  }

  private static void send(Context request, byte[] bytes, String type, String tag) {
    request.header("ETag", tag);
    request.header("Cache-Control", "no-cache");
    if (tag.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.contentType(type).result(bytes);
    }
  }
}
