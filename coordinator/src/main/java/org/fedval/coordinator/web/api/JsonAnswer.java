package org.fedval.coordinator.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.fedval.crypto.primitive.Sha256Digest;

/** Sends bytes with a tag, so that whoever has them already is told so and gets none. */
final class JsonAnswer {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonAnswer() {}

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  /** RFC 3339, UTC, to the millisecond. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory is JSON", e);
    }
  }

  static void send(Context answer, JsonNode node) {
    send(answer, text(node).getBytes(StandardCharsets.UTF_8), "application/json");
  }

  static void send(Context answer, byte[] bytes, String mediaType) {
    String tag = '"' + Sha256Digest.hash(bytes).hex().substring(0, 32) + '"';
    answer.header("ETag", tag);
    answer.header("Cache-Control", "private, no-cache");
    if (tag.equals(answer.req().getHeader("If-None-Match"))) {
      answer.status(304);
    } else {
      answer.contentType(mediaType).result(bytes);
    }
  }
}
