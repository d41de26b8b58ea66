/** Where the parts of a machine are; what is not said is at its root. */
export interface HostPlaces {
  readonly root?: string | undefined;
  readonly devRoot?: string | undefined;
  readonly driverRoot?: string | undefined;
}
