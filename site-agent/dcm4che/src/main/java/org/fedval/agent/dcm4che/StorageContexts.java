package org.fedval.agent.dcm4che;

import java.util.List;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.pdu.AAssociateRQ;
import org.dcm4che3.net.pdu.PresentationContext;
import org.dcm4che3.net.pdu.RoleSelection;

/**
 * What a C-GET association offers to receive: each storage class in each transfer syntax of a
 * presentation context of its own, so that the archive sends an object as it is stored and need not
 * recode it (PS3.8 section 7.1.1.13: at most 128 contexts).
 */
final class StorageContexts {
  private static final int MOST_CONTEXTS = 128;
  private static final String[] SYNTAXES = {
    UID.ExplicitVRLittleEndian,
    UID.ImplicitVRLittleEndian,
    UID.JPEGLosslessSV1,
    UID.JPEGLossless,
    UID.JPEG2000Lossless,
    UID.JPEG2000,
    UID.JPEGLSLossless,
    UID.JPEGLSNearLossless,
    UID.RLELossless,
    UID.JPEGBaseline8Bit,
    UID.JPEGExtended12Bit,
    UID.DeflatedExplicitVRLittleEndian,
    UID.ExplicitVRBigEndian
  };

  /** Where the archive does not tell the class of an instance. */
  static final List<String> USUAL =
      List.of(
          UID.DigitalXRayImageStorageForPresentation,
          UID.ComputedRadiographyImageStorage,
          UID.DigitalMammographyXRayImageStorageForPresentation,
          UID.CTImageStorage,
          UID.MRImageStorage,
          UID.SecondaryCaptureImageStorage,
          UID.DigitalXRayImageStorageForProcessing,
          UID.UltrasoundImageStorage);

  private StorageContexts() {}

  static void offer(AAssociateRQ request, List<String> sopClasses) {
    int id = 2 * request.getNumberOfPresentationContexts() + 1;
    for (String sopClass : sopClasses) {
      request.addRoleSelection(new RoleSelection(sopClass, false, true));
      for (String syntax : SYNTAXES) {
        if (id < 2 * MOST_CONTEXTS) {
          request.addPresentationContext(new PresentationContext(id, sopClass, syntax));
          id += 2;
        }
      }
    }
  }
}
