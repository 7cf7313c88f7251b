package org.fedval.coordinator.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code coordinator.yaml}. Every key but {@code schema} has a default.
 *
 * @param schema {@code fedval.coordinator/v1}
 * @param host the name or address that sites reach and that stands in the server certificate
 * @param port of the mutually authenticated services; 0 takes a free one
 * @param enrolmentPort of the enrolment service; 0 takes a free one
 * @param recruitingSeconds how long to wait for approvals
 * @param phaseSeconds how long a protocol phase waits for its sites
 * @param signOfLifeSeconds how long masking waits after a missing site's last sign of life
 */
public record CoordinatorConfig(
    String schema,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Integer enrolmentPort,
    @Nullable Long recruitingSeconds,
    @Nullable Long phaseSeconds,
    @Nullable Long signOfLifeSeconds) {
  public static final String SCHEMA = "fedval.coordinator/v1";
  private static final long MAX_BYTES = 64 * 1024;
  private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();

  public CoordinatorConfig {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException("schema must be " + SCHEMA + ".");
    }
    for (Integer p : new Integer[] {port, enrolmentPort}) {
      if (p != null && (p < 0 || p > 65_535)) {
        throw new IllegalArgumentException("a port is a number from 0 to 65535.");
      }
    }
    for (Long limit : new Long[] {recruitingSeconds, phaseSeconds, signOfLifeSeconds}) {
      if (limit != null && (limit < 1 || limit > MAX_SECONDS)) {
        throw new IllegalArgumentException("a deadline is 1 second to 10 years.");
      }
    }
  }

  public String hostName() {
    return host == null ? "127.0.0.1" : host;
  }

  public int mainPort() {
    return port == null ? 7443 : port;
  }

  public int enrolPort() {
    return enrolmentPort == null ? 7444 : enrolmentPort;
  }

  public Deadlines deadlines() {
    return new Deadlines(
        seconds(recruitingSeconds, Duration.ofDays(14)),
        seconds(phaseSeconds, Duration.ofHours(12)),
        seconds(signOfLifeSeconds, Duration.ofHours(48)));
  }

  /**
   * Reads the file; absent means all defaults.
   *
   * @throws IOException with one sentence for the operator
   */
  public static CoordinatorConfig read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new CoordinatorConfig(SCHEMA, null, null, null, null, null, null);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new StartException(file + " is larger than 64 KiB; that is no configuration.");
    }
    byte[] yaml = Files.readAllBytes(file);
    try {
      return YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(yaml, CoordinatorConfig.class);
    } catch (UnrecognizedPropertyException e) {
      throw new StartException(
          "%s line %d: unknown key '%s'; expected one of %s."
              .formatted(file, line(yaml, e), e.getPropertyName(), e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
        throw new StartException(file + ": " + cause.getMessage());
      }
      throw new StartException(
          "%s line %d: the value has the wrong type.".formatted(file, line(yaml, e)));
    } catch (JsonProcessingException e) {
      throw new StartException(file + " is not valid YAML.");
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

  private static Duration seconds(@Nullable Long value, Duration otherwise) {
    return value == null ? otherwise : Duration.ofSeconds(value);
  }
}
