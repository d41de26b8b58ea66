import { type FakeHostParts, pciFunctionParts, together } from "../../host/fake-host.ts";
import { controllerParts, deviceParts, nodeParts } from "../sysfs-parts.ts";
import { placeOf } from "../usb/usb-parts.ts";

/** A node of video by its number, such as `video0`, with its index and its driver's name of it. */
export function videoParts(device: string | undefined, name: string, index = 0, title = "Camera"): FakeHostParts {
  const directory = `${device ?? "/sys/devices/virtual"}/video4linux/${name}`;
  const minor = Number(/\d+$/.exec(name)?.[0]) + (name.startsWith("video") ? 0 : 128);
  return together(
    nodeParts({
      directory,
      of: "video4linux",
      ...(device !== undefined && { device }),
      numbers: `81:${minor}`,
      node: name,
    }),
    { files: { [`${directory}/index`]: `${index}\n`, [`${directory}/name`]: `${title}\n` } },
  );
}

/** The node by which the parts of a device are set up. */
export function mediaParts(device: string, number: number): FakeHostParts {
  const directory = `${device}/media${number}`;
  return together(nodeParts({ directory, numbers: `508:${number}`, node: `media${number}` }), {
    links: { [`/sys/bus/media/devices/media${number}`]: directory },
  });
}

export interface Camera {
  readonly at: string;
  /** Of the USB interface and of the first of its two nodes. */
  readonly faces: readonly (readonly [face: number, first: number])[];
  readonly serial?: string;
}

const attributes = { idVendor: "046d", idProduct: "082d", manufacturer: "046d", product: "HD Pro Webcam C920" };

/** A camera on USB: for each interface a node that captures, one that describes, and one to set it up. */
export function cameraParts({ at, faces, serial }: Camera): FakeHostParts {
  const directory = placeOf(at);
  return together(
    deviceParts(directory, "usb", { ...attributes, ...(serial !== undefined && { serial }) }),
    ...faces.map(([face, first]) => {
      const place = `${directory}/${at}:1.${face}`;
      return together(
        deviceParts(place, "usb", { bInterfaceNumber: `0${face}` }, "uvcvideo"),
        videoParts(place, `video${first}`, 0),
        videoParts(place, `video${first + 1}`, 1),
        mediaParts(place, first / 2),
      );
    }),
  );
}

/** Links that udev makes below `/dev/v4l`. */
export function udevLinks(links: Readonly<Record<string, string>>): FakeHostParts {
  return {
    links: Object.fromEntries(Object.entries(links).map(([path, name]) => [`/dev/v4l/${path}`, `../../${name}`])),
  };
}

/** A camera of its own, and one case with two of them, as laptops have for faces. */
export const camerasHost: FakeHostParts = together(
  controllerParts,
  cameraParts({ at: "1-3", faces: [[0, 0]], serial: "6E0A1D5F" }),
  cameraParts({
    at: "1-8",
    faces: [
      [0, 2],
      [2, 4],
    ],
  }),
  udevLinks({
    "by-id/usb-046d_HD_Pro_Webcam_C920_6E0A1D5F-video-index0": "video0",
    "by-id/usb-046d_HD_Pro_Webcam_C920_6E0A1D5F-video-index1": "video1",
    "by-path/pci-0000:00:14.0-usb-0:3:1.0-video-index0": "video0",
  }),
);

const receiver = "/sys/devices/platform/soc/fe801000.csi";
const sensor = "/sys/devices/platform/soc/fe205000.i2c/i2c-10/10-0010";
const card = "pci0000:00/0000:00:1c.0/0000:05:00.0";

/** A board with a camera whose sensor is a part of its own, a capture card, and a loopback, which has no hardware. */
export const boardHost: FakeHostParts = together(
  deviceParts(receiver, "platform", {}, "unicam"),
  videoParts(receiver, "video0", 0, "unicam-image"),
  videoParts(receiver, "video1", 1, "unicam-embedded"),
  mediaParts(receiver, 3),
  deviceParts(sensor, "i2c", {}, "imx219"),
  videoParts(sensor, "v4l-subdev0", 0, "imx219 10-0010"),
  pciFunctionParts({ path: card, files: { vendor: "0x14f1\n", device: "0x8852\n" }, driver: "cx23885" }),
  videoParts(`/sys/devices/${card}`, "video2", 0, "Hauppauge WinTV-HVR1250"),
  videoParts(`/sys/devices/${card}`, "vbi0", 0, "Hauppauge WinTV-HVR1250"),
  videoParts(undefined, "video10", 0, "OBS Virtual Camera"),
);
