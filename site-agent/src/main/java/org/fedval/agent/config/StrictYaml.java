package org.fedval.agent.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try {
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(file + " does not exist; write it first (docs/site-it.md).");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than 64 KiB; that is no configuration.");
      }
      T value = MAPPER.readValue(Files.readAllBytes(file), type);
      if (value == null) {
        throw new ConfigException(file + " is empty.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigException(
          "%s line %d: unknown key '%s'; expected one of %s."
              .formatted(file, line(e), e.getPropertyName(), e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
        throw new ConfigException(file + ": " + cause.getMessage());
      }
      throw new ConfigException(
          "%s line %d: the value has the wrong type.".formatted(file, line(e)));
    } catch (JsonProcessingException e) {
      throw new ConfigException("%s line %d is not valid YAML.".formatted(file, line(e)));
    } catch (IOException e) {
      throw new ConfigException(
          file
              + " cannot be read ("
              + e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + ").");
    }
  }

  /** The line where the refused token starts; the exception's own is where the parser had got to. */
  private static int line(JsonProcessingException e) {
    JsonLocation location =
        e.getProcessor() instanceof JsonParser parser && e instanceof JsonMappingException
            ? parser.currentTokenLocation()
            : e.getLocation();
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }
}
