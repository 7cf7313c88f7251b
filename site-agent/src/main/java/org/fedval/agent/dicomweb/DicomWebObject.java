package org.fedval.agent.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.dicom.ArchivePath;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.Part10Object;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.PixelDecoder;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.agent.dicom.Tag;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * One instance of an archive. Attributes come from WADO-RS metadata; where that cannot be had or
 * read, from the whole instance. Pixels always come from the whole instance in the transfer syntax
 * that it is stored in.
 */
final class DicomWebObject implements DicomObject {
  static final String WHOLE = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

  private static final int METADATA_BYTES = 8 << 20;
  private static final Tag AVAILABLE_TRANSFER_SYNTAX_UID = new Tag(0x0008, 0x3002);

  private final Archive archive;
  private final ArchivePath at;
  private final int instanceBytes;
  private final Part10Reader reader;
  private final PixelDecoder decoder;
  private volatile @Nullable String version;

  DicomWebObject(
      Archive archive,
      ArchivePath at,
      int instanceBytes,
      Part10Reader reader,
      PixelDecoder decoder) {
    this.archive = archive;
    this.at = at;
    this.instanceBytes = instanceBytes;
    this.reader = reader;
    this.decoder = decoder;
  }

  @Override
  public String id() {
    return at.id();
  }

  @Override
  public String place() {
    return at.path().substring(1);
  }

  /** Of the metadata: an archive may not give other pixels under a UID that it has given out. */
  @Override
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  @Override
  public SopInstance read() throws DicomFault {
    try {
      return own(metadata());
    } catch (ArchiveRefusal | DicomFault unusable) {
      return own(reader.readAttributes(whole()));
    }
  }

  @Override
  public GrayscaleImage pixels() throws DicomFault {
    Part10Object object = reader.read(whole());
    var unused = own(object);
    return decoder.decode(object);
  }

  private Part10Object metadata() throws ArchiveRefusal {
    ArchiveHttp.Reply reply =
        archive.get(at.path() + "/metadata", QidoListing.JSON, METADATA_BYTES);
    List<JsonNode> objects = DicomJson.objects(reply.body());
    if (objects.size() != 1) {
      throw new ArchiveRefusal("The archive's metadata is not of one object.");
    }
    JsonNode only = objects.get(0);
    version = Sha256Digest.hash(reply.body()).hex();
    String syntax =
        DicomJson.text(only, Tag.TRANSFER_SYNTAX_UID)
            .or(() -> DicomJson.text(only, AVAILABLE_TRANSFER_SYNTAX_UID))
            .orElse("");
    return new Part10Object(syntax, DataSet.builder().build(), DicomJson.dataSet(only));
  }

  private byte[] whole() throws DicomFault {
    try {
      ArchiveHttp.Reply reply = archive.get(at.path(), WHOLE, instanceBytes);
      return MultipartRelated.dicom(reply.contentType(), reply.body());
    } catch (ArchiveRefusal e) {
      throw DicomFault.unreadable(e.sentence());
    }
  }

  /** The attributes of the object that was asked for, and of no other. */
  private SopInstance own(Part10Object object) throws DicomFault {
    SopInstance instance = SopInstance.of(object);
    if (!instance.sopInstanceUid().equals(at.instance())) {
      throw DicomFault.unreadable("The archive sent another object than it was asked for.");
    }
    return instance;
  }

  @Override
  public String toString() {
    return "DicomObject " + id();
  }
}
