package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One JSON object being read; every refusal names the place and what was expected there. */
final class JsonFields {
  interface Reader<T> {
    T read(JsonFields node) throws ReportFormatException;
  }

  private final JsonNode node;
  private final String path;

  JsonFields(JsonNode node, String path) throws ReportFormatException {
    if (!node.isObject()) {
      throw new ReportFormatException("In " + path + ": expected an object.");
    }
    this.node = node;
    this.path = path;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String key) {
    return node.has(key);
  }

  JsonFields object(String key) throws ReportFormatException {
    return new JsonFields(present(key), path + "." + key);
  }

  /** Null where the key is there and says null. */
  @Nullable JsonFields objectOrNull(String key) throws ReportFormatException {
    return node.path(key).isNull() ? null : object(key);
  }

  <T> List<T> list(String key, Reader<T> reader) throws ReportFormatException {
    List<T> items = new ArrayList<>();
    JsonNode array = array(key);
    for (int i = 0; i < array.size(); i++) {
      items.add(reader.read(new JsonFields(array.get(i), path + "." + key + "[" + i + "]")));
    }
    return items;
  }

  List<String> texts(String key) throws ReportFormatException {
    List<String> items = new ArrayList<>();
    for (JsonNode item : array(key)) {
      if (!item.isTextual()) {
        throw wrong(key, "a list of texts");
      }
      items.add(item.textValue());
    }
    return items;
  }

  String text(String key) throws ReportFormatException {
    String text = textOrNull(key);
    if (text == null) {
      throw wrong(key, "a text");
    }
    return text;
  }

  @Nullable String textOrNull(String key) throws ReportFormatException {
    JsonNode value = present(key);
    if (!value.isNull() && !value.isTextual()) {
      throw wrong(key, "a text or null");
    }
    return value.textValue();
  }

  double number(String key) throws ReportFormatException {
    Double number = numberOrNull(key);
    if (number == null) {
      throw wrong(key, "a number");
    }
    return number;
  }

  double fraction(String key) throws ReportFormatException {
    double number = number(key);
    if (!(number >= 0 && number <= 1)) {
      throw wrong(key, "a number between 0 and 1");
    }
    return number;
  }

  @Nullable Double numberOrNull(String key) throws ReportFormatException {
    JsonNode value = present(key);
    if (value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "a number or null");
    }
    return value.doubleValue();
  }

  long count(String key) throws ReportFormatException {
    Long count = countOrNull(key);
    if (count == null) {
      throw wrong(key, "a whole number");
    }
    return count;
  }

  int small(String key) throws ReportFormatException {
    long count = count(key);
    if (count > Integer.MAX_VALUE) {
      throw wrong(key, "a smaller number");
    }
    return (int) count;
  }

  @Nullable Long countOrNull(String key) throws ReportFormatException {
    JsonNode value = present(key);
    if (value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(key, "a whole number, 0 or more, or null");
    }
    return value.longValue();
  }

  @Nullable Boolean flagOrNull(String key) throws ReportFormatException {
    JsonNode value = present(key);
    if (!value.isNull() && !value.isBoolean()) {
      throw wrong(key, "true, false or null");
    }
    return value.isNull() ? null : (Boolean) value.booleanValue();
  }

  Instant instant(String key) throws ReportFormatException {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeParseException e) {
      throw wrong(key, "a UTC instant such as 2026-01-31T12:00:00Z");
    }
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) throws ReportFormatException {
    E constant = constantOrNull(key, type);
    if (constant == null) {
      throw wrong(key, "one of the documented words");
    }
    return constant;
  }

  <E extends Enum<E>> @Nullable E constantOrNull(String key, Class<E> type)
      throws ReportFormatException {
    String word = textOrNull(key);
    if (word == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw wrong(key, "one of the documented words");
  }

  /** Turns a record's own refusal into one that names the place. */
  <T> T checked(Supplier<T> record) throws ReportFormatException {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      throw new ReportFormatException("In " + path + ": " + e.getMessage());
    }
  }

  private JsonNode array(String key) throws ReportFormatException {
    JsonNode value = present(key);
    if (!value.isArray()) {
      throw wrong(key, "a list");
    }
    return value;
  }

  private JsonNode present(String key) throws ReportFormatException {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new ReportFormatException("In " + path + ": the key '" + key + "' is missing.");
    }
    return value;
  }

  private ReportFormatException wrong(String key, String expected) {
    return new ReportFormatException("In " + path + "." + key + ": expected " + expected + ".");
  }
}
