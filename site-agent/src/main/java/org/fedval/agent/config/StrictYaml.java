package org.fedval.agent.config;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads a small YAML file into a record; duplicate and unknown keys are refused with their line.
 */
final class StrictYaml {
  private static final long MAX_BYTES = 64 * 1024;
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private StrictYaml() {}

  static <T> T read(Path file, Class<T> type) throws ConfigException {
    byte[] yaml = bytes(file);
    try {
      T value = MAPPER.readValue(yaml, type);
      if (value == null) {
        throw new ConfigException(file + " is empty.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigException(
          "%s line %d: unknown key '%s'; expected one of %s."
              .formatted(file, line(yaml, e), e.getPropertyName(), e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
        throw new ConfigException(file + ": " + cause.getMessage());
      }
      throw new ConfigException(
          "%s line %d: the value has the wrong type.".formatted(file, line(yaml, e)));
    } catch (IOException e) {
      throw new ConfigException(file + " is not valid YAML.");
    }
  }

  private static byte[] bytes(Path file) throws ConfigException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(file + " does not exist; write it first (docs/site-it.md).");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than 64 KiB; that is no configuration.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(
          file
              + " cannot be read ("
              + e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + ").");
    }
  }

  /** The line of the refused key in a flat document; the parser has read on by then. */
  private static int line(byte[] yaml, JsonMappingException e) {
    String key = e.getPath().isEmpty() ? null : e.getPath().get(0).getFieldName();
    List<String> lines = new String(yaml, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; key != null && i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(key)) {
        return i + 1;
      }
    }
    return 1;
  }
}
