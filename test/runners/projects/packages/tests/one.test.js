import { describePackages } from '../describe-packages.js'

describePackages()
