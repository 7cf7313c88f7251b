package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.SourceConfig;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.source.ConfiguredSource;
import org.fedval.cli.input.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a local command finds images: exactly one of a folder and an archive. */
final class ImageOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Any tree of DICOM files.")
  private @Nullable Path data;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "FILE",
      description =
          "An archive in place of a folder: a YAML file with the keys that stand under 'source' in"
              + " agent.yaml; its paths start at FILE's folder.")
  private @Nullable Path source;

  /**
   * Opens it.
   *
   * @param screen takes sentences about an archive
   */
  DicomSource open(PrintWriter screen) throws CliException {
    if (data != null) {
      if (!Files.isDirectory(data)) {
        throw new CliException(data + ": there is no such folder; give the folder of DICOM files.");
      }
      return new FolderSource(data);
    }
    if (source == null) {
      throw new AssertionError("picocli asks for one of the two.");
    }
    try {
      Path home = source.toAbsolutePath().getParent();
      return ConfiguredSource.open(
          SourceConfig.read(source),
          home == null ? source : home,
          null,
          sentence -> {
            screen.println(sentence);
            screen.flush();
          });
    } catch (ConfigException | LabelsException | DicomSourceException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return String.valueOf(data != null ? data : source);
  }
}
