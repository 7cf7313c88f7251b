package org.fedval.wire.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small YAML file into a record, whose components in snake case are the keys; duplicate and
 * unknown keys are refused with their line.
 */
public final class StrictYaml {
  private static final long MAX_BYTES = 64 * 1024;
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private StrictYaml() {}

  /**
   * Reads the file. A record refuses a value with an {@link IllegalArgumentException} whose message
   * is a sentence.
   *
   * @throws YamlFileException when the file is missing, too large or not as the record wants it
   */
  public static <T> T read(Path file, Class<T> type) throws YamlFileException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new YamlFileException(file + " does not exist; write it first.");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new YamlFileException(file + " is larger than 64 KiB; that is no configuration.");
      }
      return read(file, Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw new YamlFileException(
          file
              + " cannot be read ("
              + e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + ").");
    }
  }

  private static <T> T read(Path file, byte[] yaml, Class<T> type)
      throws YamlFileException, IOException {
    try {
      T value = yaml.length == 0 ? null : MAPPER.readValue(yaml, type);
      if (value == null) {
        throw new YamlFileException(file + " is empty.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new YamlFileException(
          "%s line %d: unknown key '%s'; expected one of %s."
              .formatted(
                  file,
                  lineOf(e.getPropertyName(), yaml),
                  e.getPropertyName(),
                  e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        throw new YamlFileException(file + ": " + cause.getMessage());
      }
      throw new YamlFileException(
          "%s line %d: the value has the wrong type.".formatted(file, line(e.getLocation())));
    } catch (JsonProcessingException e) {
      throw new YamlFileException(
          "%s line %d is not valid YAML.".formatted(file, line(e.getLocation())));
    }
  }

  /** Where a key stands; the mapper tells of it only after it has read the whole file. */
  private static int lineOf(String key, byte[] yaml) throws IOException {
    try (JsonParser parser = MAPPER.createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && key.equals(parser.currentName())) {
          return line(parser.currentTokenLocation());
        }
      }
      return 1;
    }
  }

  private static int line(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }
}
