package org.fedval.agent.dcm4che;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomOutputStream;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.PDVInputStream;
import org.dcm4che3.net.Status;
import org.dcm4che3.net.pdu.PresentationContext;
import org.dcm4che3.net.service.BasicCStoreSCP;
import org.dcm4che3.net.service.DicomServiceException;
import org.jspecify.annotations.Nullable;

/**
 * The Storage SCP: takes what is awaited, in memory and up to a limit, and refuses everything else,
 * for nobody may put objects into an agent that it did not ask for.
 */
final class Deliveries extends BasicCStoreSCP {
  private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();
  private final int limit;

  Deliveries(int limit) {
    super("*");
    this.limit = limit;
  }

  /** Opens the door for one instance until it is closed; one at a time asks for it. */
  Awaited await(String instance) throws InterruptedException {
    Awaited mine = new Awaited(instance);
    Awaited other = awaited.putIfAbsent(instance, mine);
    if (other != null) {
      throw new IllegalStateException("An instance is retrieved once at a time.");
    }
    return mine;
  }

  /** One instance on its way. */
  final class Awaited implements AutoCloseable {
    private final String instance;
    private volatile byte @Nullable [] file;

    private Awaited(String instance) {
      this.instance = instance;
    }

    /** The Part 10 file. */
    byte[] file() throws Refused {
      byte[] arrived = file;
      if (arrived == null) {
        throw new Refused("The archive did not send the object.");
      }
      return arrived;
    }

    @Override
    public void close() {
      awaited.remove(instance, this);
    }
  }

  @Override
  protected void store(
      Association association,
      PresentationContext context,
      Attributes request,
      PDVInputStream data,
      Attributes response)
      throws IOException {
    String instance = request.getString(Tag.AffectedSOPInstanceUID, "");
    Awaited wanted = awaited.get(instance);
    if (wanted == null) {
      throw new DicomServiceException(Status.NotAuthorized);
    }
    Bounded bytes = new Bounded(limit);
    try (DicomOutputStream out = new DicomOutputStream(bytes, UID.ExplicitVRLittleEndian)) {
      out.writeFileMetaInformation(
          association.createFileMetaInformation(
              instance,
              request.getString(Tag.AffectedSOPClassUID, ""),
              context.getTransferSyntax()));
      data.copyTo(out);
    }
    wanted.file = bytes.toByteArray();
  }

  /** Fails at the first byte too many. */
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    Bounded(int limit) {
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      require(1);
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      require(length);
      bytes.write(from, offset, length);
    }

    private void require(int more) throws IOException {
      if (more > limit - bytes.size()) {
        throw new DicomServiceException(Status.OutOfResources);
      }
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }
}
