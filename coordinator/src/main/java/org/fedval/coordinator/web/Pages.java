package org.fedval.coordinator.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Renders the templates under {@code jte/web}, each with its {@link Shell} and one model. */
public final class Pages {
  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  private Pages() {}

  /**
   * Answers with a whole page.
   *
   * @param template the file's name under {@code jte/web}, such as {@code studies.jte}
   * @param model what its parameter {@code page} takes
   */
  public static void show(Context answer, String template, Shell shell, Object model) {
    answer.html(render(template, Map.of("shell", shell, "page", model)));
  }

  /** Answers with a part of a page, which htmx puts in place of an older one. */
  public static void part(Context answer, String template, Object model) {
    answer.html(render(template, Map.of("page", model)));
  }

  /** A part as text, for an event stream. */
  public static String part(String template, Object model) {
    return render(template, Map.of("page", model));
  }

  private static String render(String template, Map<String, Object> values) {
    StringOutput out = new StringOutput(1 << 14);
    ENGINE.render("web/" + template, values, out);
    return out.toString();
  }
}
