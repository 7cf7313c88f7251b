package org.fedval.agent.dcm4che;

import java.io.IOException;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dimse.DimseProvider;
import org.fedval.agent.dimse.DimseSettings;
import org.jspecify.annotations.Nullable;

/** DIMSE by dcm4che. */
public final class Dcm4cheProvider implements DimseProvider {
  @Override
  public DicomSource open(
      DimseSettings settings, @Nullable SortedSet<String> named, Consumer<String> notices)
      throws DicomSourceException {
    try {
      DimseArchive archive = new DimseArchive(new Messages(settings), settings.retries(), notices);
      return new DimseSource(archive, settings.filter(), named);
    } catch (IOException e) {
      throw new DicomSourceException(String.valueOf(e.getMessage()));
    }
  }
}
