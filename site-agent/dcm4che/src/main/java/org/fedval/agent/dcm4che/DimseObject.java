package org.fedval.agent.dcm4che;

import java.util.List;
import org.fedval.agent.dicom.ArchivePath;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.Part10Object;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.PixelDecoder;
import org.fedval.agent.dicom.SopInstance;

/** One instance of an archive, retrieved whole. */
final class DimseObject implements DicomObject {
  private final DimseArchive archive;
  private final RecentFiles recent;
  private final Part10Reader reader;
  private final PixelDecoder decoder;
  private final ArchivePath at;
  private final String sopClass;

  /**
   * @param sopClass empty when the archive does not tell it
   */
  DimseObject(
      DimseArchive archive,
      RecentFiles recent,
      Part10Reader reader,
      PixelDecoder decoder,
      ArchivePath at,
      String sopClass) {
    this.archive = archive;
    this.recent = recent;
    this.reader = reader;
    this.decoder = decoder;
    this.at = at;
    this.sopClass = sopClass;
  }

  @Override
  public String id() {
    return at.id();
  }

  @Override
  public String place() {
    return at.path().substring(1);
  }

  @Override
  public SopInstance read() throws DicomFault {
    byte[] file = retrieve();
    SopInstance own = own(reader.readAttributes(file));
    recent.keep(at.instance(), file);
    return own;
  }

  @Override
  public GrayscaleImage pixels() throws DicomFault {
    byte[] file = recent.take(at.instance());
    Part10Object object = reader.read(file == null ? retrieve() : file);
    var unused = own(object);
    return decoder.decode(object);
  }

  private byte[] retrieve() throws DicomFault {
    List<String> classes = sopClass.isEmpty() ? StorageContexts.USUAL : List.of(sopClass);
    try {
      return archive.ask(messages -> messages.retrieve(at, classes));
    } catch (Refused e) {
      throw DicomFault.unreadable(e.sentence());
    }
  }

  /** The attributes of the object that was asked for, and of no other. */
  private SopInstance own(Part10Object object) throws DicomFault {
    SopInstance read = SopInstance.of(object);
    if (!read.sopInstanceUid().equals(at.instance())) {
      throw DicomFault.unreadable("The archive sent another object than it was asked for.");
    }
    return read;
  }

  @Override
  public String toString() {
    return "DicomObject " + id();
  }
}
