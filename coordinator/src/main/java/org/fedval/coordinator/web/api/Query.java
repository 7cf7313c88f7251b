package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each checked; a wrong one is a problem that names it. */
final class Query {
  private static final int MAX_TEXT = 256;
  private static final int MAX_CURSOR = 2048;

  private final Context request;

  Query(Context request) {
    this.request = request;
  }

  /** A whole number within limits. */
  long number(String name, long otherwise, long least, long most) {
    String text = request.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(name, "is a whole number from %d to %d".formatted(least, most));
  }

  /** A whole number that must be there. */
  long needed(String name, long least, long most) {
    if (request.queryParam(name) == null) {
      throw wrong(name, "is needed");
    }
    return number(name, least, least, most);
  }

  String text(String name) {
    String text = request.queryParam(name);
    if (text != null && text.length() > MAX_TEXT) {
      throw wrong(name, "has at most " + MAX_TEXT + " characters");
    }
    return text == null ? "" : text;
  }

  @Nullable String cursor() {
    String text = request.queryParam("cursor");
    if (text != null && (text.isEmpty() || text.length() > MAX_CURSOR)) {
      throw wrong("cursor", "is the next_cursor of the page before");
    }
    return text;
  }

  /** Words of an enum in lower case, any number of times. */
  <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
    Set<E> chosen = EnumSet.noneOf(type);
    for (String word : request.queryParams(name)) {
      chosen.add(choice(name, word, type));
    }
    return chosen;
  }

  <E extends Enum<E>> E choice(String name, E otherwise) {
    String word = request.queryParam(name);
    return word == null ? otherwise : choice(name, word, otherwise.getDeclaringClass());
  }

  /** The study or roster that the path names; what is no digest is nowhere. */
  Sha256Digest digest(String name) {
    try {
      return Sha256Digest.parse(request.pathParam(name));
    } catch (MalformedBody e) {
      throw Problem.notFound();
    }
  }

  /** A number in the path; what is none is nowhere. */
  long index(String name) {
    String text = request.pathParam(name);
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.notFound();
    }
    return Long.parseLong(text);
  }

  private static <E extends Enum<E>> E choice(String name, String word, Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    return all.stream()
        .filter(e -> word(e).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name,
                    "is one of " + String.join(", ", all.stream().map(Query::word).toList())));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Problem wrong(String name, String rule) {
    return Problem.badRequest("PARAMETER", "The parameter %s %s.".formatted(name, rule));
  }
}
