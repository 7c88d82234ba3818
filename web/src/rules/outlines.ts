/** What a map shows of places. Everything here is WGS-84 (CGCS2000), as the API gives it. Pure. */

import type { FeatureCollection, MultiLineString, MultiPolygon } from 'geojson'

export type Spot = [lon: number, lat: number]
export type Outlines = FeatureCollection<MultiPolygon, { code: string; name: string; at: Spot }>
export type Box = [west: number, south: number, east: number, north: number]

const KM_PER_DEGREE = 111.32
const GRID_KM = 10

/** The smallest box around the district of a code, or around all of them. */
export function boxOf(outlines: Outlines, code?: string): Box | null {
  const own = outlines.features.filter((f) => f.properties.code === code)
  const spots = (own.length ? own : outlines.features).flatMap((f) => f.geometry.coordinates.flat(2))
  if (!spots.length) return null
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon = 0, lat = 0] of spots) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/** Lines a kilometre apart around a place, so that distances can be read without any map. */
export function gridAround([lon, lat]: Spot): MultiLineString {
  const north = 1 / KM_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  const steps = Array.from({ length: 2 * GRID_KM + 1 }, (_, n) => n - GRID_KM)
  const [width, height] = [GRID_KM * east, GRID_KM * north]
  const upright = steps.map((n) => [[lon + n * east, lat - height], [lon + n * east, lat + height]])
  const level = steps.map((n) => [[lon - width, lat + n * north], [lon + width, lat + n * north]])
  return { type: 'MultiLineString', coordinates: [...upright, ...level] }
}
