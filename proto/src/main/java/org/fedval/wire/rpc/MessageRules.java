package org.fedval.wire.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.fedval.proto.v1.FieldRules;
import org.fedval.proto.v1.RulesProto;

/**
 * Holds messages against the rules that {@code rules.proto} lets their fields declare. Reads no
 * more than lengths, numbers and short texts, and never repeats a value. Thread-safe.
 */
public final class MessageRules {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private MessageRules() {}

  /** The rules of a field; the default instance when it declares none. */
  public static FieldRules of(FieldDescriptor field) {
    return field.getOptions().getExtension(RulesProto.rules);
  }

  /** The first broken rule, as a sentence that names the field; empty when all hold. */
  public static Optional<String> broken(Message message) {
    return broken(message, message.getDescriptorForType().getName());
  }

  private static Optional<String> broken(Message message, String path) {
    Descriptor type = message.getDescriptorForType();
    for (FieldDescriptor field : type.getFields()) {
      Optional<String> broken = field(message, field, path + "." + field.getName());
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> field(Message message, FieldDescriptor field, String path) {
    FieldRules rules = of(field);
    if (field.isRepeated()) {
      return list(message, field, rules, path);
    }
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message.hasField(field)
          ? value(message.getField(field), rules, path)
          : missing(rules, path);
    }
    return value(message.getField(field), rules, path);
  }

  private static Optional<String> list(
      Message message, FieldDescriptor field, FieldRules rules, String path) {
    int size = message.getRepeatedFieldCount(field);
    if (size == 0) {
      return missing(rules, path);
    }
    if (rules.getEmpty()) {
      return Optional.of(path + " must be empty.");
    }
    if (rules.getMaxItems() > 0 && size > rules.getMaxItems()) {
      return Optional.of("%s has at most %d elements.".formatted(path, rules.getMaxItems()));
    }
    for (Object element : (List<?>) message.getField(field)) {
      Optional<String> broken = value(element, rules, path);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missing(FieldRules rules, String path) {
    return rules.getRequired() ? Optional.of(path + " is needed.") : Optional.empty();
  }

  private static Optional<String> value(Object value, FieldRules rules, String path) {
    if (value instanceof Message nested) {
      return tooLong(nested.getSerializedSize(), rules, path).or(() -> broken(nested, path));
    }
    if (value instanceof ByteString bytes) {
      return sized(bytes.size(), rules, path);
    }
    if (value instanceof String text) {
      return sized(text.getBytes(StandardCharsets.UTF_8).length, rules, path)
          .or(() -> matched(text, rules, path));
    }
    if (value instanceof EnumValueDescriptor choice) {
      return ranged(choice.getNumber(), rules, path);
    }
    // Unsigned numbers travel as signed ones here; only those of 64 bits can look negative.
    return value instanceof Integer number
        ? ranged(Integer.toUnsignedLong(number), rules, path)
        : value instanceof Long number ? ranged(number, rules, path) : Optional.empty();
  }

  private static Optional<String> sized(int size, FieldRules rules, String path) {
    if (size == 0) {
      return missing(rules, path);
    }
    if (rules.getEmpty()) {
      return Optional.of(path + " must be empty.");
    }
    if (rules.getSize() > 0 && size != rules.getSize()) {
      return Optional.of("%s has %d bytes.".formatted(path, rules.getSize()));
    }
    return tooLong(size, rules, path);
  }

  private static Optional<String> tooLong(int size, FieldRules rules, String path) {
    return rules.getMaxSize() > 0 && size > rules.getMaxSize()
        ? Optional.of("%s has at most %d bytes.".formatted(path, rules.getMaxSize()))
        : Optional.empty();
  }

  private static Optional<String> matched(String text, FieldRules rules, String path) {
    if (text.isEmpty() || rules.getPattern().isEmpty()) {
      return Optional.empty();
    }
    Pattern pattern = PATTERNS.computeIfAbsent(rules.getPattern(), Pattern::compile);
    return pattern.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("%s has the form %s.".formatted(path, rules.getPattern()));
  }

  private static Optional<String> ranged(long number, FieldRules rules, String path) {
    return rules.getMaxValue() > 0 && Long.compareUnsigned(number, rules.getMaxValue()) > 0
        ? Optional.of(
            "%s is at most %s.".formatted(path, Long.toUnsignedString(rules.getMaxValue())))
        : Optional.empty();
  }
}
