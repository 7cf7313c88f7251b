package org.fedval.agent.dicom;

/**
 * Stands for the objects of a study or series that the archive holds but cannot list, so that they
 * are counted as unreadable once and not silently missing.
 *
 * @param path below the service root
 * @param sentence why
 */
public record UnlistedObject(String path, String sentence) implements DicomObject {
  @Override
  public String id() {
    return ArchivePath.idOf(path);
  }

  @Override
  public String place() {
    return path.substring(1);
  }

  @Override
  public SopInstance read() throws DicomFault {
    throw DicomFault.unreadable(sentence);
  }

  @Override
  public GrayscaleImage pixels() throws DicomFault {
    throw DicomFault.unreadable(sentence);
  }

  @Override
  public String toString() {
    return "DicomObject " + id();
  }
}
