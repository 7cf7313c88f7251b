package org.fedval.agent.config;

import java.nio.file.Path;
import org.fedval.wire.config.StrictYaml;
import org.fedval.wire.config.YamlFileException;

/** Reads a file of the agent's home. */
final class SiteYaml {
  private SiteYaml() {}

  static <T> T read(Path file, Class<T> type) throws ConfigException {
    try {
      return StrictYaml.read(file, type);
    } catch (YamlFileException e) {
      throw new ConfigException(e.sentence());
    }
  }
}
