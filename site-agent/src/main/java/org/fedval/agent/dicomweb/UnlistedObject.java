package org.fedval.agent.dicomweb;

import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.SopInstance;

/**
 * Stands for the objects of a study or series that the archive holds but cannot list, so that they
 * are counted as unreadable once and not silently missing.
 *
 * @param path below the service root
 * @param sentence why
 */
record UnlistedObject(String path, String sentence) implements DicomObject {
  @Override
  public String id() {
    return InstancePath.idOf(path);
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
